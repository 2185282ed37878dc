package io.acexy.server.channels;

import io.acexy.core.engine.ContentId;
import java.util.List;

/**
 * A channel as the operator has written it by hand. What he has not written is empty.
 *
 * @param id for URLs
 * @param name as it is shown
 * @param number on a remote control
 * @param guide its XMLTV channel
 * @param groups in order
 * @param logo an address
 * @param contents in order
 */
record HandChannel(
        String id,
        String name,
        String number,
        String guide,
        List<String> groups,
        String logo,
        List<ContentId> contents) {}
