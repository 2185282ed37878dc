package io.acexy.simulator.orchestrator;

import java.util.function.UnaryOperator;

/**
 * Everything that can be set about a simulated orchestrator; may be changed while it runs with {@link
 * OrchestratorSimulator#configure}.
 *
 * @param fleet which engines there are and how they come and go
 * @param controller how dialect B brings engines to the number that it wants
 * @param api how the API answers
 * @param proposals what it offers beyond every public version
 * @param faults sizes of what scripts do
 * @param apiKey what protected calls must bring; empty leaves every call open
 * @param randomness start of the random numbers; the same number makes the same choices
 */
public record OrchestratorSettings(
        FleetSettings fleet,
        ControllerSettings controller,
        ApiSettings api,
        ProposalSettings proposals,
        OrchestratorFaultSettings faults,
        String apiKey,
        long randomness) {

    /** No needless delay, and no key: for tests. */
    public static OrchestratorSettings fast() {
        return new OrchestratorSettings(
                FleetSettings.fast(),
                ControllerSettings.fast(),
                ApiSettings.fast(),
                ProposalSettings.none(),
                OrchestratorFaultSettings.standard(),
                "",
                1);
    }

    /** Delays like a real orchestrator's: for the demo. */
    public static OrchestratorSettings realistic() {
        return new OrchestratorSettings(
                FleetSettings.realistic(),
                ControllerSettings.realistic(),
                ApiSettings.realistic(),
                ProposalSettings.none(),
                OrchestratorFaultSettings.standard(),
                "",
                1);
    }

    /** With a changed fleet. */
    public OrchestratorSettings withFleet(UnaryOperator<FleetSettings> change) {
        return new OrchestratorSettings(change.apply(fleet), controller, api, proposals, faults, apiKey, randomness);
    }

    /** With a changed controller of dialect B. */
    public OrchestratorSettings withController(UnaryOperator<ControllerSettings> change) {
        return new OrchestratorSettings(fleet, change.apply(controller), api, proposals, faults, apiKey, randomness);
    }

    /** With changed answers. */
    public OrchestratorSettings withApi(UnaryOperator<ApiSettings> change) {
        return new OrchestratorSettings(fleet, controller, change.apply(api), proposals, faults, apiKey, randomness);
    }

    /** With other proposals. */
    public OrchestratorSettings withProposals(ProposalSettings value) {
        return new OrchestratorSettings(fleet, controller, api, value, faults, apiKey, randomness);
    }

    /** With changed faults. */
    public OrchestratorSettings withFaults(UnaryOperator<OrchestratorFaultSettings> change) {
        return new OrchestratorSettings(fleet, controller, api, proposals, change.apply(faults), apiKey, randomness);
    }

    /** With another key; empty for none. */
    public OrchestratorSettings withApiKey(String value) {
        return new OrchestratorSettings(fleet, controller, api, proposals, faults, value, randomness);
    }

    /** With other random choices. */
    public OrchestratorSettings withRandomness(long value) {
        return new OrchestratorSettings(fleet, controller, api, proposals, faults, apiKey, value);
    }

    /** Without the key. */
    @Override
    public String toString() {
        String key = apiKey.isEmpty() ? "none" : "***";
        return "OrchestratorSettings[" + fleet + ", " + controller + ", " + api + ", " + proposals + ", " + faults
                + ", apiKey=" + key + "]";
    }
}
