/** Quality reports: sums the measurements of all domains and watches them for drift. */
package io.rapport.jobs.quality;
