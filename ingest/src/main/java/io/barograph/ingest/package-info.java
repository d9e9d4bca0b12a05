/**
 * What every door of ingest shares: the check of label sets and timestamps, the budget of bytes in
 * flight, the account of what was taken and refused. The doors are the packages below this one.
 */
@NullMarked
package io.barograph.ingest;

import org.jspecify.annotations.NullMarked;
