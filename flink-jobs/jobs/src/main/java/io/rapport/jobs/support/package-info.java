/** The support job: tickets in, triaged tickets out, and a model that learns from agents. */
package io.rapport.jobs.support;
