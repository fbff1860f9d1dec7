/** From single measurements of all domains to reports on the topic rapport.quality-reports. */
package io.rapport.jobs.quality;
