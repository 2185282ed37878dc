package io.acexy.server.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A file of settings in the format of {@link Properties}, in UTF-8. */
final class ConfigFile {

    private static final int MAX_BYTES = DataSizeKind.MIB;

    private ConfigFile() {}

    /**
     * Reads all keys.
     *
     * @throws IllegalArgumentException when the file cannot be read or is not in the format
     */
    static Map<String, String> read(Path path) {
        Properties properties = new Properties();
        try {
            if (!Files.isRegularFile(path) && Files.exists(path)) {
                throw new IllegalArgumentException("not a file");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException("the file is larger than 1MiB");
            }
            properties.load(new StringReader(Files.readString(path)));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the file is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
