package io.acexy.server.guide;

import io.acexy.server.fetch.UnfitException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.MissingResourceException;
import java.util.OptionalLong;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XMLTV guide as it comes, and keeps of it what the lineup wants, one element a line. No DTD is read and no entity looked up;
 * what a parser would have to hold is bounded: parts ({@link MarkupBound}), depth, different names, one programme. One guide, one thread.
 */
final class GuideParser {

    private static final int MOST_DEPTH = 64;
    private static final int MOST_NAMES = 500;
    private static final int MOST_CHANNEL_NAMES = 32;
    private static final int LONGEST_PROGRAMME = 128 * 1024;

    /** What is further away is a mistake. */
    private static final long FUTURE_SECONDS = 30L * 86_400;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final GuideWriter out;
    private final Wanted.Match match;
    private final long from;
    private final long to;
    private final Set<String> names = new HashSet<>();
    private int depth;
    private int programmes;

    private GuideParser(XMLStreamReader xml, GuideWriter out, Wanted wanted, long from, long now) {
        this.xml = xml;
        this.out = out;
        this.match = wanted.match();
        this.from = from;
        this.to = now + FUTURE_SECONDS;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /**
     * Reads one to its end.
     *
     * @param from seconds; what is over by then is left out
     * @param now seconds
     * @return how many programmes were kept
     * @throws UnfitException where it is no guide
     */
    static int read(InputStream body, GuideWriter out, Wanted wanted, long from, long now) throws IOException {
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new MarkupBound(body));
            try {
                GuideParser parser = new GuideParser(xml, out, wanted, from, now);
                parser.document();
                return parser.programmes;
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CharConversionException) {
                throw new UnfitException("it is not in the coding that it says it is in");
            }
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new UnfitException("it is no XML at line " + line);
        } catch (MissingResourceException e) { // the parser has no words for some of what it refuses
            throw new UnfitException("it is no XML");
        }
    }

    private void document() throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            if (next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = xml.getLocalName();
            if (depth == 1 && !name.equals("tv")) {
                throw new UnfitException("it is no XMLTV guide: it begins with <" + shortened(name) + ">");
            } else if (depth == 2 && name.equals("channel")) {
                channel();
            } else if (depth == 2 && name.equals("programme")) {
                programme();
            }
        }
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(40, name.length()));
    }

    private int next() throws XMLStreamException, IOException {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
            depth++;
            names.add(xml.getLocalName());
            if (depth > MOST_DEPTH || names.size() > MOST_NAMES) {
                throw new UnfitException("it is no XMLTV guide: its elements are too deep or too many");
            }
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        }
        return event;
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    /** The names of a channel, and its picture, which ours may not have. */
    private void channel() throws XMLStreamException, IOException {
        String id = attribute("id");
        List<String> called = new ArrayList<>();
        String icon = "";
        StringBuilder text = new StringBuilder();
        boolean naming = false;
        while (depth >= 2) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                naming = xml.getLocalName().equals("display-name");
                text.setLength(0);
                if (icon.isEmpty() && xml.getLocalName().equals("icon")) {
                    icon = attribute("src");
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && naming) {
                naming = false;
                if (called.size() < MOST_CHANNEL_NAMES) {
                    called.add(text.toString());
                }
            } else if (naming && isText(event) && text.length() < 300) {
                text.append(xml.getText());
            }
        }
        match.channel(id, called);
        if (icon.startsWith("http") && icon.length() < 2048) {
            out.line("<channel id=\"" + Xml.escaped(id) + "\"><icon src=\"" + Xml.escaped(icon) + "\"/></channel>");
        }
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private void programme() throws XMLStreamException, IOException {
        OptionalLong start = XmltvTime.parse(attribute("start"));
        OptionalLong stop = XmltvTime.parse(attribute("stop"));
        Set<String> targets = match.targets(attribute("channel"));
        boolean kept = !targets.isEmpty()
                && start.isPresent()
                && stop.orElse(start.getAsLong()) >= from
                && start.getAsLong() < to;
        StringBuilder attributes = kept ? attributes() : new StringBuilder();
        StringBuilder content = new StringBuilder();
        while (depth >= 2) {
            int event = next();
            if (kept && depth >= 2 && content.length() < LONGEST_PROGRAMME) {
                write(event, content);
            }
        }
        if (kept && content.length() < LONGEST_PROGRAMME) {
            for (String target : targets) {
                out.line("<programme channel=\"" + Xml.escaped(target) + '"' + attributes + '>' + content
                        + "</programme>");
                programmes++;
            }
        }
    }

    private StringBuilder attributes() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (!name.equals("channel")) {
                attributes.append(' ').append(name).append("=\"");
                Xml.escape(xml.getAttributeValue(i), attributes);
                attributes.append('"');
            }
        }
        return attributes;
    }

    private void write(int event, StringBuilder to) {
        if (event == XMLStreamConstants.START_ELEMENT) {
            to.append('<').append(xml.getLocalName()).append(attributes()).append('>');
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            to.append("</").append(xml.getLocalName()).append('>');
        } else if (isText(event) && depth > 2) {
            Xml.escape(xml.getText(), to); // between elements there is only white space
        }
    }
}
