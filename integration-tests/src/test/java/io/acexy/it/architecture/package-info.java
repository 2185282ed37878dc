/** The walls between the rooms of this house, as tests. */
package io.acexy.it.architecture;
