package io.acexy.server.fetch;

import io.netty.channel.ConnectTimeoutException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/** What went wrong, in words for the operator. */
final class Reasons {

    private static final int LONGEST = 200;

    private Reasons() {}

    static String of(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !isTelling(root)) {
            root = root.getCause();
        }
        if (root instanceof UnfitException) {
            return root.getMessage();
        }
        if (root instanceof UnknownHostException) {
            return "its name has no address";
        }
        if (root instanceof ConnectTimeoutException) {
            return "no connection in time";
        }
        if (root instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (root instanceof AccessDeniedException) {
            return "the file may not be read";
        }
        if (root instanceof ZipException || root instanceof EOFException) {
            return "its gzip is broken";
        }
        return line(root);
    }

    private static boolean isTelling(Throwable cause) {
        return cause instanceof UnfitException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || (cause instanceof SSLException && cause.getCause() == null);
    }

    private static String line(Throwable root) {
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = text.replaceAll("\\p{Cc}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
