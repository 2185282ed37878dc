package io.acexy.server.net;

/**
 * Threads, sockets and memory.
 *
 * @param eventLoops 0 is one per processor
 * @param transport how sockets are served
 * @param socketSendBuffer bytes; 0 leaves it to the kernel
 * @param allocatorArenas 0 leaves it to the allocator
 * @param allocatorChunkSize bytes, a power of two
 */
public record NetworkConfig(
        int eventLoops, TransportChoice transport, int socketSendBuffer, int allocatorArenas, int allocatorChunkSize) {

    /** What the allocator counts in. */
    static final int PAGE_SIZE = 8192;

    public NetworkConfig {
        if (Integer.bitCount(allocatorChunkSize) != 1 || allocatorChunkSize < PAGE_SIZE) {
            throw new IllegalArgumentException("the allocator takes powers of two of at least " + PAGE_SIZE
                    + " bytes, unlike " + allocatorChunkSize);
        }
    }
}
