/** Services as their agents tell of them: whole flows, honest and hostile. */
@NullMarked
package io.barograph.integration.services;

import org.jspecify.annotations.NullMarked;
