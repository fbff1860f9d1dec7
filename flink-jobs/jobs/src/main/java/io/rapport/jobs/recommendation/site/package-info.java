/** What every ranker knows of a site, kept in broadcast state. */
package io.rapport.jobs.recommendation.site;
