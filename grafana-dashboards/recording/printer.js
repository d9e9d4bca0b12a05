// A program that ends after a minute, which PM2 takes for a failure.
'use strict';

setTimeout(() => process.exit(1), 60_000);
