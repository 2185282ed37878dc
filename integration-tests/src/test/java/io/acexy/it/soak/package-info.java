/** The whole house under load and faults for hours: {@code soak.sh} runs {@link io.acexy.it.soak.Soak}, and no test does. */
package io.acexy.it.soak;
