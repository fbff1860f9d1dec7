/** Flink's REST API, a class a subject. */
package io.rapport.local.rest;
