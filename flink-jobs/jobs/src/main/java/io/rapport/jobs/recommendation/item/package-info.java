/** Functions keyed by item, order, or text: cards, content, trends, and orders. */
package io.rapport.jobs.recommendation.item;
