/** The uids of the recommendation job and the names of its states. */
package io.rapport.jobs.recommendation.state;
