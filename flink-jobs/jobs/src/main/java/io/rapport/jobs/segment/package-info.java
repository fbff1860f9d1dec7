/**
 * The segment job: assigns customers to segments and learns the segments from the same profiles.
 */
package io.rapport.jobs.segment;
