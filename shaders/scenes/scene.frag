#version 450
#extension GL_GOOGLE_include_directive : require
// A prop's surface with soft shadows.
#define SHADOW_LOOKS 4
#include "scene_surface.glsl"
