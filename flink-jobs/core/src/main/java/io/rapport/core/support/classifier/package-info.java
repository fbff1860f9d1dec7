/** An online multinomial text classifier with replay, calibration and quality measures. */
package io.rapport.core.support.classifier;
