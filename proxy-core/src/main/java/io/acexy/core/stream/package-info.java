/** Who watches what: one stream per content, its states, joining and leaving. The only mediator between the other rooms. */
package io.acexy.core.stream;
