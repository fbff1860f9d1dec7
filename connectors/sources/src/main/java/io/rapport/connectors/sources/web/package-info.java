/** Adapters of web analytics: Segment's calls, and Google Analytics' events. */
package io.rapport.connectors.sources.web;
