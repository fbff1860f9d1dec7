/**
 * The visits of a person: their bounded history, and what has to be taken back when it is erased.
 */
package io.rapport.core.recommendation.visit;
