/** Functions keyed by item, order or text bucket: counts, content, trends and orders. */
package io.rapport.jobs.recommendation.item;
