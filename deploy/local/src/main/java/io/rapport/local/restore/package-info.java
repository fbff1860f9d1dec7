/** The checkpoints and savepoints on disk from which a job can go on. */
package io.rapport.local.restore;
