package io.acexy.fuzz;

import io.netty.buffer.UnpooledByteBufAllocator;

/** Where buffers come from and where each of them has to come back to. */
public final class Home {

    /** Counts what is in use, so that the detector need not follow each buffer. */
    public final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    /** Fails where one is missing. */
    public void expectAll() {
        long missing = allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
        if (missing != 0) {
            throw new AssertionError(missing + " bytes of buffers have not come home");
        }
    }
}
