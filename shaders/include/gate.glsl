// What goes through a gate: all where the gate is above 0, else nothing, as in the gradient of ReLU, whose gate is its output.
#ifndef CNNVULKAN_GATE_GLSL
#define CNNVULKAN_GATE_GLSL

// A product, which keeps NaN: a network that has gone wrong must show.
float passed(float x, float gate)
{
    return x * (gate > 0.0 ? 1.0 : 0.0);
}

vec4 passed(vec4 x, vec4 gate)
{
    return x * mix(vec4(0), vec4(1), greaterThan(gate, vec4(0)));
}

#endif
