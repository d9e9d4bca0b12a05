/** The agent in a Spring Boot service: it is there when a server is named, and needs no code. */
@NullMarked
package io.barograph.spring;

import org.jspecify.annotations.NullMarked;
