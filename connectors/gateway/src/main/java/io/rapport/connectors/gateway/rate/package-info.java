/** Rate limits by token buckets. */
package io.rapport.connectors.gateway.rate;
