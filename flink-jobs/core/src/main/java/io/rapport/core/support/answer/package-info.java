/** Answers from the knowledge base, and how often agents accept them. */
package io.rapport.core.support.answer;
