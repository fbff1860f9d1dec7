/** The options of the recommendation job. */
package io.rapport.jobs.recommendation.options;
