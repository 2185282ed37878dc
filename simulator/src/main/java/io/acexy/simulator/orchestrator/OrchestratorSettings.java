package io.acexy.simulator.orchestrator;

import java.util.Set;
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
 */
public record OrchestratorSettings(
        FleetSettings fleet,
        ControllerSettings controller,
        ApiSettings api,
        Set<Proposal> proposals,
        OrchestratorFaultSettings faults,
        String apiKey) {

    public OrchestratorSettings {
        proposals = Set.copyOf(proposals);
    }

    /** No needless delay, and no key: for tests. */
    public static OrchestratorSettings fast() {
        return new OrchestratorSettings(
                FleetSettings.fast(),
                ControllerSettings.fast(),
                ApiSettings.fast(),
                Set.of(),
                OrchestratorFaultSettings.standard(),
                "");
    }

    /** Delays like a real orchestrator's: for the demo. */
    public static OrchestratorSettings realistic() {
        return new OrchestratorSettings(
                FleetSettings.realistic(),
                ControllerSettings.realistic(),
                ApiSettings.realistic(),
                Set.of(),
                OrchestratorFaultSettings.standard(),
                "");
    }

    /** With a changed fleet. */
    public OrchestratorSettings withFleet(UnaryOperator<FleetSettings.Builder> change) {
        FleetSettings changed = change.apply(new FleetSettings.Builder(fleet)).build();
        return new OrchestratorSettings(changed, controller, api, proposals, faults, apiKey);
    }

    /** With changed answers. */
    public OrchestratorSettings withApi(UnaryOperator<ApiSettings.Builder> change) {
        ApiSettings changed = change.apply(new ApiSettings.Builder(api)).build();
        return new OrchestratorSettings(fleet, controller, changed, proposals, faults, apiKey);
    }

    /** With changed faults. */
    public OrchestratorSettings withFaults(UnaryOperator<OrchestratorFaultSettings.Builder> change) {
        OrchestratorFaultSettings changed =
                change.apply(new OrchestratorFaultSettings.Builder(faults)).build();
        return new OrchestratorSettings(fleet, controller, api, proposals, changed, apiKey);
    }

    /** With a changed controller of dialect B. */
    public OrchestratorSettings withController(UnaryOperator<ControllerSettings> change) {
        return new OrchestratorSettings(fleet, change.apply(controller), api, proposals, faults, apiKey);
    }

    /** With what was proposed, as far as it is given. */
    public OrchestratorSettings withProposals(Set<Proposal> value) {
        return new OrchestratorSettings(fleet, controller, api, value, faults, apiKey);
    }

    /** With another key; empty for none. */
    public OrchestratorSettings withApiKey(String value) {
        return new OrchestratorSettings(fleet, controller, api, proposals, faults, value);
    }

    boolean offers(Proposal proposal) {
        return proposals.contains(proposal);
    }

    /** Without the key. */
    @Override
    public String toString() {
        String key = apiKey.isEmpty() ? "none" : "***";
        return "OrchestratorSettings[" + fleet + ", " + controller + ", " + api + ", " + proposals + ", " + faults
                + ", apiKey=" + key + "]";
    }
}
