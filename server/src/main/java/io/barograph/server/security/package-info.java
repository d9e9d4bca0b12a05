/** Who may come in: tokens on both doors wherever other machines can reach them. */
@NullMarked
package io.barograph.server.security;

import org.jspecify.annotations.NullMarked;
