/** What the targets share. Each target lies in the package of what it tries, for whose sake it sees what is not public. */
package io.acexy.fuzz;
