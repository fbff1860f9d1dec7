/** The rankers' knowledge of each site, in broadcast state. */
package io.rapport.jobs.recommendation.site;
