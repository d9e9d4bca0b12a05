/** What an agent tells besides samples: single requests, exceptions, events, and who runs. */
@NullMarked
package io.barograph.agent.records;

import org.jspecify.annotations.NullMarked;
