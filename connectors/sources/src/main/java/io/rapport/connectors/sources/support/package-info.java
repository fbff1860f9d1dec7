/** Adapters of messages outside of a desk: e-mails, and mentions in social media. */
package io.rapport.connectors.sources.support;
