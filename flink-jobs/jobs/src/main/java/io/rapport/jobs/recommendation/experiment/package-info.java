/** Functions that count experiments and exposure. */
package io.rapport.jobs.recommendation.experiment;
