package io.acexy.server.handover;

import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may take sockets over, and from whom they are taken: processes of one user, which the kernel vouches for.
 *
 * @param uid of the user
 */
record Owner(int uid) {

    /** Of this process. */
    static Owner ofProcess() throws IOException {
        return new Owner((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /**
     * The process at the other end.
     *
     * @return its id
     * @throws IOException where it is another user's, or has gone
     */
    int check(EpollDomainSocketChannel channel) throws IOException {
        PeerCredentials peer = channel.peerCredentials();
        if (peer.uid() != uid) {
            throw new IOException("process " + peer.pid() + " is of user " + peer.uid() + ", and this one of " + uid);
        }
        return peer.pid();
    }
}
