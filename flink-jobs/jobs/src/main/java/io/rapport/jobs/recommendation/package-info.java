/** The recommendation job; its algorithms are in {@code io.rapport.core.recommendation}. */
package io.rapport.jobs.recommendation;
