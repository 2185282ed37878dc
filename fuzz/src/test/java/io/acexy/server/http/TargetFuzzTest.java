package io.acexy.server.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.acexy.core.engine.ContentId;
import io.acexy.fuzz.Reads;
import io.acexy.server.play.ContentQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Targets of requests: each is a path in the one form that routes know, or a bad request; a content written again is the same. */
@Reads({ContentQuery.class, Query.class, Target.class})
class TargetFuzzTest {

    @FuzzTest
    void aPathHasOneFormAndAContentIsTheSameWhenWrittenAgain(byte[] data) {
        String raw = new String(data, StandardCharsets.UTF_8);
        try {
            Target target = Target.of(raw);
            expectOneForm(target.path());
            content(target.query());
        } catch (BadRequestException e) {
            expectForPeople(e.getMessage());
        }
    }

    private static void expectOneForm(String path) {
        boolean dots = path.contains("//") || (path + "/").contains("/./") || (path + "/").contains("/../");
        if (!path.equals("*") && (!path.startsWith("/") || dots || path.indexOf('?') >= 0)) {
            throw new AssertionError("a path is " + path);
        }
    }

    private static void content(Query query) {
        ContentId content = ContentQuery.content(query);
        ContentQuery.options(query);
        String again = "/ace/getstream?" + content.kind().parameter() + "="
                + URLEncoder.encode(content.value(), StandardCharsets.UTF_8) + "&_idx=" + content.file()
                + (content.isOriginal() ? "" : "&profile=" + content.profile());
        ContentId read = ContentQuery.content(Target.of(again).query());
        if (!read.equals(content)) {
            throw new AssertionError(content + " was written as " + again + " and read as " + read);
        }
    }

    private static void expectForPeople(String words) {
        if (words == null || words.isBlank()) {
            throw new AssertionError("a bad request without a reason");
        }
    }
}
