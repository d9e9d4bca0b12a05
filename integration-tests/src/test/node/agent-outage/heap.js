// In front of a program, with --expose-gc: prints every two seconds what its heap holds after a collection.
'use strict';

setInterval(() => {
  global.gc();
  console.log(`heap ${process.memoryUsage().heapUsed}`);
}, 2_000).unref();
