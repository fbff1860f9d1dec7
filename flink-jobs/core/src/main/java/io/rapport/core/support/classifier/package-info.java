/** An online multinomial classifier of texts, with replay, calibration, and its measures. */
package io.rapport.core.support.classifier;
