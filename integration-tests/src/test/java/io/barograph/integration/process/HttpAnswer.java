package io.barograph.integration.process;

import java.net.http.HttpHeaders;

/** Status, headers and body of an answer over HTTP. */
public record HttpAnswer(int status, HttpHeaders headers, String body) {}
