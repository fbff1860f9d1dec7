/** Requests a second of the gateway, and events it lost when killed. */
package io.rapport.benchmarks.gateway;
