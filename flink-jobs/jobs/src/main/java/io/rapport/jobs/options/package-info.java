/** Declaration of options, shared by the option classes of all jobs. */
package io.rapport.jobs.options;
