/** The real broker, registry and cluster, started as processes, with all jobs on them. */
package io.rapport.e2e;
