/** The Flink jobs: thin shells around {@code io.rapport.core}. */
package io.rapport.jobs;
