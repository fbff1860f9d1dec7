/** Declaration of options, for the option classes of all jobs. */
package io.rapport.jobs.options;
