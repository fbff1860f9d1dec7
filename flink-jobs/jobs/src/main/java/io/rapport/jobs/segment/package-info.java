/** Assigns customers to segments while it learns them from the same profiles. */
package io.rapport.jobs.segment;
