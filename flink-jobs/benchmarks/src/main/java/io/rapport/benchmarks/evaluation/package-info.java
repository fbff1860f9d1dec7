/** The models, hit rates and files that the evaluations share. */
package io.rapport.benchmarks.evaluation;
