/** The visits of a person: their bounded history, and its retraction when the person is erased. */
package io.rapport.core.recommendation.visit;
