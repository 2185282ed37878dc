package io.acexy.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.acexy.server.http.ConnectionEnd.Cause;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    @Test
    void whatIsClosedAtTheEndOfTheProgramHasNotLeftByItself() {
        try (DoorFixture door = new DoorFixture()) {
            door.connections.closeAll().awaitUninterruptibly();
            assertThat(door.connections.ended(Cause.SHUTDOWN)).isEqualTo(1);
            assertThat(door.connections.ended(Cause.CLIENT_LEFT)).isZero();
        }
    }

    @Test
    void whoHasAReasonOfHisOwnKeepsIt() {
        try (DoorFixture door = new DoorFixture()) {
            door.channel.close();
            door.connections.closeAll().awaitUninterruptibly();
            assertThat(door.connections.ended(Cause.CLIENT_LEFT)).isEqualTo(1);
            assertThat(door.connections.ended(Cause.SHUTDOWN)).isZero();
        }
    }
}
